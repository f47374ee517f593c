import type { Feature } from '#libs/database';
import { LoginService } from './login.service.js';
import { LoginThrottleService } from './login-throttle.service.js';
import { SessionController } from './session.controller.js';

/** What the module takes from this folder. */
export const signInFeature: Feature = {
  controllers: [SessionController],
  providers: [LoginService, LoginThrottleService],
};
