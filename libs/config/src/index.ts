export { ConfigModule } from './config.module.js';
export { readEnvironmentFile } from './environment-file.js';
export { localAddress, onPort } from './local-address.js';
export { loadSettings } from './load-settings.js';
export { type SettingDescription, settingsReference } from './setting-catalogue.js';
export { SettingsError } from './settings-error.js';
export { type Environment, type LogLevel, type S3Settings, Settings } from './settings.js';
