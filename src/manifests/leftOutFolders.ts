/** Folders that hold what others wrote, or what was made: their manifests are nobody's here. Looked at neither in the editor nor by the command. */
export const leftOutFolders: readonly string[] = [
  'node_modules',
  '.git',
  '.terraform',
  '.venv',
  'vendor',
  '__pycache__',
];
