/** A step of a path into a JSON value: a field, an index, all items, or the items with a field of a value. */
type PathStep =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'all' }
  | { readonly type: 'where'; readonly field: string; readonly value: string };

/** A path as checks write it: `spec.containers[name=app].image`, `metadata.labels['app.kubernetes.io/name']`. */
export type ValuePath = readonly PathStep[];

const stepPattern = /\.?([^.[\]'"]+)|\[(\d+)\]|\[(\*)\]|\[([A-Za-z]+)=([^\]'"]+)\]|\['([^']+)'\]/y;

/** Reads a path; undefined where it is none. The empty path is the whole value. */
export function parseValuePath(text: string): ValuePath | undefined {
  const steps: PathStep[] = [];
  stepPattern.lastIndex = 0;
  while (stepPattern.lastIndex < text.length) {
    const isFirst = stepPattern.lastIndex === 0;
    const match = stepPattern.exec(text);
    if (!match) return undefined;
    const [whole, field, index, all, whereField, whereValue, quoted] = match;
    if (field !== undefined && isFirst === whole.startsWith('.')) return undefined;
    if (field !== undefined) steps.push({ type: 'field', name: field });
    else if (index !== undefined) steps.push({ type: 'index', index: Number(index) });
    else if (all !== undefined) steps.push({ type: 'all' });
    else if (whereField !== undefined) steps.push({ type: 'where', field: whereField, value: whereValue ?? '' });
    else if (quoted !== undefined) steps.push({ type: 'field', name: quoted });
  }
  return steps;
}

/** Every value that a path leads to; none where something on the way is missing. */
export function valuesAt(value: unknown, path: ValuePath): unknown[] {
  let values: unknown[] = [value];
  for (const step of path) values = values.flatMap((item) => follow(item, step));
  return values.filter((item) => item !== undefined && item !== null);
}

function follow(value: unknown, step: PathStep): unknown[] {
  switch (step.type) {
    case 'field':
      return typeof value === 'object' && value !== null && Object.hasOwn(value, step.name)
        ? [(value as Record<string, unknown>)[step.name]]
        : [];
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
    case 'all':
      if (Array.isArray(value)) return value;
      return typeof value === 'object' && value !== null ? Object.values(value) : [];
    case 'where': {
      const items: unknown[] = Array.isArray(value) ? value : [];
      return items.filter((item) => String(follow(item, { type: 'field', name: step.field })[0]) === step.value);
    }
  }
}
