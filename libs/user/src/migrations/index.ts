import { NextPicture1795697499300 } from './1795697499300-next-picture.js';
import { Discoverable1795791500300 } from './1795791500300-discoverable.js';

/** All of this lib, oldest first. */
export const userMigrations = [NextPicture1795697499300, Discoverable1795791500300];
