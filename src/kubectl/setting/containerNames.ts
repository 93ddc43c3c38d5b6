import type { FlagDeclaration } from '../flags.ts';

/** Which containers a `kubectl set` changes. */
export const containersFlag: FlagDeclaration = {
  name: 'containers',
  short: 'c',
  type: 'string',
  defaultText: '*',
  doc: 'The names of the containers, which may hold a *.',
};

/** Whether a name fits a pattern in which `*` stands for anything. */
export function matchesName(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
