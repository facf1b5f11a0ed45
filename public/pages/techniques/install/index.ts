export { InstallFlyout } from './install_flyout';
export { CONTENT_RESOURCES } from './use_install';
