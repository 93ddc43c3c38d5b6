import type { FieldPath, PathSegment } from '../api/field.ts';

/** The field that a warning of the API server begins with: `spec.containers[0].ports[1]: duplicate port …`. */
export function pathOfWarning(warning: string): FieldPath {
  const head = /^[a-z][\w]*(\.\w+|\[[^\]]*\])*(?=:)/.exec(warning)?.[0];
  if (!head) return [];
  const path: PathSegment[] = [];
  for (const [, name, key] of head.matchAll(/\.?(\w+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) path.push(name);
    else if (key !== undefined) path.push(/^\d+$/.test(key) ? Number(key) : { key });
  }
  return path;
}
