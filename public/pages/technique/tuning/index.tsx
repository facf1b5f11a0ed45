export { TuningTab as default } from './tuning_tab';
