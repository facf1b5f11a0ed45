export { AllowlistTab as default } from './allowlist_tab';
