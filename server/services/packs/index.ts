/** Packs from the file system. */
export {
  openPackLibrary,
  sharedPacks,
  type OpenPacks,
  type PackLibrary,
  type PackLibraryOptions,
} from './pack_library';
export { readPackFolders } from './read_folders';
