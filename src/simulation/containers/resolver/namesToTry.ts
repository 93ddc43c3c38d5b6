import type { ResolverConfiguration } from './resolverConfiguration.ts';
import type { ResolverKind } from './resolverKind.ts';

/** A name that is asked for, with what the search list adds. */
export interface NameToTry {
  readonly text: string;
  /** Whether it is what the program gave. */
  readonly isAsGiven: boolean;
}

/**
 * The names that a resolver tries one after the other until one is found. A dot at the end means: this and nothing else. A name with
 * fewer dots than `ndots` goes through the search list first and is tried as it stands last; one with more the other way round, where
 * musl walks no search list at all. uClibc knows no `ndots`: it counts as 1 there.
 */
export function namesToTry(
  name: string,
  { searches, ndots, options }: Pick<ResolverConfiguration, 'searches' | 'ndots' | 'options'>,
  kind: ResolverKind,
): readonly NameToTry[] {
  const asGiven = { text: name, isAsGiven: true };
  if (name.endsWith('.')) return [asGiven];
  const dots = name.split('.').length - 1;
  const isFirst = dots >= ndots;
  if (isFirst && kind === 'musl') return [asGiven];
  const searched: NameToTry[] = [];
  let rootIsListed = false;
  for (const search of searches) {
    const domain = search.replace(/^\./, '');
    if (domain !== '') searched.push({ text: `${name}.${domain}`, isAsGiven: false });
    else if (kind !== 'musl') {
      // The root: for musl that makes no name.
      if (!isFirst && !rootIsListed) searched.push(asGiven);
      rootIsListed = true;
    }
  }
  if (isFirst) return [asGiven, ...searched];
  const isSkipped = rootIsListed || (dots === 0 && searched.length > 0 && options.has('no-tld-query'));
  return isSkipped ? searched : [...searched, asGiven];
}
