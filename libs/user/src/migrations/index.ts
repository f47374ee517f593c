import { NextPicture1795697499300 } from './1795697499300-next-picture.js';

/** All of this lib, oldest first. */
export const userMigrations = [NextPicture1795697499300];
