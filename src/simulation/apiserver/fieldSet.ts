/**
 * A set of fields in the form of `fieldsV1`: `f:NAME`, `k:{KEYS}` and `v:VALUE` lead on, and a node that is empty or has
 * `.` is a member itself. It is a value: operations share what they do not change. The empty set is `undefined`.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export type FieldSet = { readonly [step: string]: FieldSet };

const leaf: FieldSet = Object.freeze({});

/** The fields that are in one of both. */
export function unionOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || a === b) return b;
  if (!b) return a;
  const steps = new Map(stepsOf(a));
  let isSame = isMember(a) || !isMember(b);
  for (const [step, theirs] of stepsOf(b)) {
    const mine = steps.get(step);
    const both = unionOf(mine, theirs) as FieldSet;
    if (both !== mine) isSame = false;
    steps.set(step, both);
  }
  return isSame ? a : fieldSet(isMember(a) || isMember(b) ? 'member' : 'path', steps);
}

/** The fields of `a` that are not in `b`. */
export function differenceOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b) return a;
  return combine(a, b, (inA, inB) => inA && !inB, differenceOf);
}

/** The fields that are in both. */
export function intersectionOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b) return undefined;
  return combine(a, b, (inA, inB) => inA && inB, intersectionOf);
}

function combine(
  a: FieldSet,
  b: FieldSet,
  decide: (inA: boolean, inB: boolean) => boolean,
  descend: (a: FieldSet | undefined, b: FieldSet | undefined) => FieldSet | undefined,
): FieldSet | undefined {
  const member = decide(isMember(a), isMember(b));
  let isSame = member === isMember(a);
  const steps = new Map<string, FieldSet>();
  for (const [step, mine] of stepsOf(a)) {
    const rest = descend(mine, b[step]);
    if (rest !== mine) isSame = false;
    if (rest) steps.set(step, rest);
  }
  return isSame ? a : fieldSet(member ? 'member' : 'path', steps);
}

/** A node with these steps below it; undefined where nothing is left. Steps are in the order of their names. */
export function fieldSet(as: 'member' | 'path', steps: ReadonlyMap<string, FieldSet>): FieldSet | undefined {
  if (steps.size === 0) return as === 'member' ? leaf : undefined;
  const sorted = [...steps].sort(([x], [y]) => (x < y ? -1 : 1));
  return Object.fromEntries(as === 'member' ? [['.', leaf], ...sorted] : sorted) as FieldSet;
}

/** Whether the node stands for a field of the set, not only for a way to others. */
export function isMember(node: FieldSet): boolean {
  if (Object.hasOwn(node, '.')) return true;
  for (const _ in node) return false;
  return true;
}

/** What lies below a node. */
export function stepsOf(node: FieldSet): [string, FieldSet][] {
  return Object.entries(node).filter(([step]) => step !== '.');
}

/** The set as it is written in `fieldsV1`, read from what a client sent; undefined for what is none or empty. */
export function readFieldSet(value: unknown): FieldSet | undefined {
  if (!isNode(value)) return undefined;
  return Object.keys(value).length > 0 ? (value as FieldSet) : undefined;
}

function isNode(value: unknown): value is FieldSet {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([step, below]) => (step === '.' || /^[fkvi]:/.test(step)) && isNode(below));
}

/** Every field of the set, as a real server prints paths: `.spec.containers[name="app"].image`. */
export function pathsOf(set: FieldSet | undefined): string[] {
  if (!set) return [];
  const steps = stepsOf(set);
  const members = steps.filter(([, below]) => isMember(below)).map(([step]) => formatStep(step));
  const deeper = steps.flatMap(([step, below]) =>
    stepsOf(below).length === 0 ? [] : pathsOf(withoutSelf(below)).map((path) => formatStep(step) + path),
  );
  return [...members, ...deeper];
}

function withoutSelf(node: FieldSet): FieldSet | undefined {
  return fieldSet('path', new Map(stepsOf(node)));
}

function formatStep(step: string): string {
  const text = step.slice(2);
  if (step.startsWith('f:')) return `.${text}`;
  if (step.startsWith('v:')) return `[=${text}]`;
  if (step.startsWith('i:')) return `[${text}]`;
  const keys = Object.entries(JSON.parse(text) as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}
