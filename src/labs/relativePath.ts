/** Whether a path with forward slashes is relative and stays in its folder, on every system. */
export function isInsideFolder(path: string): boolean {
  if (path === '' || path.startsWith('/') || /[\\:\u0000-\u001f]/.test(path)) return false;
  return !path.split('/').some((part) => part === '' || part === '.' || part === '..');
}
