import type { KubernetesObject } from '../../api/objects.ts';
import { refusalOf } from '../../api/status.ts';
import { joinErrors } from '../changeReport.ts';
import { CommandError } from '../commandError.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { listOf, type ObjectPrinter } from '../printObjects.ts';
import { statusText } from '../statusText.ts';
import { type GetTarget, itemsOf, pagesOf, seen } from './query.ts';
import { sortedBy } from './sorting.ts';

/** Prints objects in the format of `-o`: one alone, several as a `List`. */
export async function printObjects(
  flags: ParsedFlags,
  host: KubectlHost,
  targets: readonly GetTarget[],
  printer: ObjectPrinter,
): Promise<undefined> {
  const items: KubernetesObject[] = [];
  const errors: string[] = [];
  for (const target of targets) {
    const pages = await pagesOf(flags, host, target);
    const refusal = pages.map(refusalOf).find((found) => found !== undefined);
    if (refusal) {
      if (refusal.reason !== 'NotFound' || !flags.enabled('ignore-not-found'))
        errors.push(statusText(seen(flags, target, refusal)));
    } else if (target.name !== undefined) items.push(...pages.map(({ body }) => body as KubernetesObject));
    else items.push(...pages.flatMap(({ body }) => itemsOf(body, target.info)));
  }
  const single = targets.length === 1 && targets[0]?.name !== undefined;
  const print = (object: KubernetesObject) => {
    const text = printer.print(object);
    if (text !== '') host.stdout(text);
  };
  if (single) for (const item of items) print(item);
  else if (items.length > 0 || errors.length === 0) print(listOf(sortedBy(flags, items, (item) => item, 'fail')));
  if (errors.length > 0) throw new CommandError(joinErrors(errors));
  return undefined;
}
