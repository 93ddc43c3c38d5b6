/** `${NAME}`, `${NAME:-else}`, `$NAME`: as envsubst, Flux and others fill them in. */
const placeholder = /\$(?:\{[A-Za-z_][\w.-]{0,100}(?::?[-=+?][^{}]{0,100})?\}|[A-Z_][A-Z0-9_]{0,100})/;

/** UTF-16 units of a text, and items of a list or map, that are looked at. */
const maxLength = 1000;
const maxItems = 100;
const maxDepth = 3;

/** The first placeholder in a value or in what it holds, such as `${NAME}`; undefined where there is none. */
export function placeholderIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return placeholder.exec(value.slice(0, maxLength))?.[0];
  if (value === null || typeof value !== 'object' || depth >= maxDepth) return undefined;
  for (const item of Object.values(value).slice(0, maxItems)) {
    const found = placeholderIn(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
