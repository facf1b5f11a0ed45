import { ICON_TYPES } from '@elastic/eui';

const known: ReadonlySet<string> = new Set(ICON_TYPES);

/** EUI renames icons over its versions, and an unknown name is taken for an image address: the first known name is the one. */
const pick = (...names: string[]): string => names.find((name) => known.has(name)) ?? 'empty';

/** The icons whose names differ between the EUI versions of Kibana 8.12 and the newest; all others go by their own name. */
export const icons = {
  hidden: pick('eyeSlash', 'eyeClosed'),
  question: pick('question', 'questionInCircle'),
  info: pick('info', 'iInCircle'),
  warning: pick('warning', 'alert'),
  export: pick('export', 'exportAction'),
  import: pick('download', 'importAction'),
  copy: pick('copy', 'copyClipboard'),
  menuDown: pick('chevronSingleDown', 'arrowDown'),
  up: pick('chevronSingleUp', 'arrowUp'),
  left: pick('chevronSingleLeft', 'arrowLeft'),
  right: pick('chevronSingleRight', 'arrowRight'),
  narrow: pick('plusCircle', 'plusInCircle'),
  everything: pick('checkCircleFill', 'checkInCircleFilled'),
  readOnly: pick('readOnly', 'glasses'),
  external: pick('external', 'popout'),
  undo: pick('undo', 'editorUndo'),
  run: pick('play', 'playFilled'),
  test: pick('flask', 'beaker'),
} as const;
