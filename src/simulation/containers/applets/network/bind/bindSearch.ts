import type { LookupTry } from '../../../../../api/traffic.ts';
import type { Process } from '../../../process.ts';
import { namesToTry } from '../../../resolver/namesToTry.ts';
import { resolverConfiguration } from '../../../resolver/resolverConfiguration.ts';
import type { Run } from '../../../syscalls.ts';
import { type BindAnswer, type BindAskOptions, bindAsk } from './bindAsk.ts';
import { bindName } from './bindName.ts';

/** What was asked last, and the answer to it where there is one. */
export interface BindSearched {
  readonly name: string;
  readonly found: BindAnswer | undefined;
}

/**
 * Asks for a name along the search list, as nslookup, host and `dig +search` do: until a server says anything else than NXDOMAIN. An
 * empty answer ends it too, unlike in glibc. `between` sees the answers that were not the last.
 */
export function* bindSearch(
  process: Process,
  text: string,
  { type, class: questionClass }: { readonly type: string; readonly class: string },
  options: BindAskOptions & { readonly ndots?: number; readonly searches?: readonly string[] },
  tries: LookupTry[],
  between?: (searched: BindSearched) => Run<void>,
): Run<BindSearched> {
  const configuration = resolverConfiguration(process, 'glibc');
  const { ndots = configuration.ndots, searches = configuration.searches } = options;
  // As in musl, a name with enough dots is not searched for.
  const names = namesToTry(text, { ndots, searches, options: new Set() }, 'musl');
  let last: BindSearched = { name: text, found: undefined };
  for (const [index, each] of names.entries()) {
    const named = bindName(each.text);
    if ('problem' in named) continue;
    const { name } = named;
    last = { name, found: yield* bindAsk(process, { name, type, class: questionClass }, options, tries) };
    if (last.found?.answer.status !== 'NXDOMAIN') return last;
    if (index < names.length - 1) yield* between?.(last) ?? nothing();
  }
  return last;
}

function* nothing(): Run<void> {}
