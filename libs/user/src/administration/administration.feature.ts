import type { Feature } from '#libs/database';
import { AdminAccountsService } from './admin-accounts.service.js';
import { AdminUserController } from './admin-user.controller.js';
import { AdministeredFormService } from './administered-form.service.js';
import { AdministeredListReader } from './administered-list.reader.js';
import { UserAdministrationService } from './user-administration.service.js';

/** What the module takes from this folder. */
export const administrationFeature: Feature = {
  controllers: [AdminUserController],
  providers: [
    AdminAccountsService,
    AdministeredFormService,
    AdministeredListReader,
    UserAdministrationService,
  ],
};
