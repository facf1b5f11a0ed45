export { MovePanel } from './move_panel';
