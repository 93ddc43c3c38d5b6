import { isJson, type Shape, shapeBelow, stepOfElement } from './typedValue.ts';

/** A live value with what a configuration says of it: fields replace fields, elements of keyed lists are merged. */
export function mergeApplied(live: unknown, applied: unknown, shape: Shape): unknown {
  if (applied === undefined) return live;
  if (shape.kind === 'object' || shape.kind === 'map') {
    if (!isJson(applied)) return isJson(live) ? live : applied;
    const merged: Record<string, unknown> = isJson(live) ? { ...live } : {};
    for (const [key, value] of Object.entries(applied)) {
      const below = shapeBelow(shape, key);
      merged[key] = below ? mergeApplied(merged[key], value, below) : value;
    }
    return merged;
  }
  if (shape.kind !== 'list' || !Array.isArray(applied)) return applied;
  return mergeLists(Array.isArray(live) ? live : [], applied, shape);
}

/**
 * The applied elements in their own order, with the live ones that nobody applied between them: each of those stays
 * behind the elements that it stood behind.
 */
function mergeLists(live: readonly unknown[], applied: readonly unknown[], shape: Shape & { kind: 'list' }): unknown[] {
  const stepOf = (item: unknown) => stepOfElement(shape, item) ?? '';
  const liveByStep = new Map<string, unknown>();
  for (const item of live) if (!liveByStep.has(stepOf(item))) liveByStep.set(stepOf(item), item);
  const appliedSteps = applied.map(stepOf);
  const isApplied = new Set(appliedSteps);
  const shared = appliedSteps.filter((step) => liveByStep.has(step));
  const merged: unknown[] = [];
  const done = new Set<string>();
  let at = 0;
  let nextApplied = 0;
  const takeApplied = () => {
    const step = appliedSteps[nextApplied] as string;
    merged.push(mergeApplied(liveByStep.get(step), applied[nextApplied], shape.of));
    done.add(step);
    nextApplied += 1;
  };
  while (at < live.length || nextApplied < applied.length) {
    const step = at < live.length ? stepOf(live[at]) : undefined;
    if (step === undefined) takeApplied();
    else if (!isApplied.has(step)) merged.push(live[at++]);
    else if (done.has(step)) at += 1;
    else if (step === appliedSteps[nextApplied]) {
      takeApplied();
      at += 1;
    } else if (step !== shared.find((each) => !done.has(each))) at += 1;
    else takeApplied();
  }
  return merged;
}
