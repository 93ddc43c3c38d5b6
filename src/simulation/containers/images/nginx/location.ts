import { PatternError } from '../../applets/patternSyntax.ts';
import { type ConfPattern, confPattern, groupsOf } from './pattern.ts';
import type { Scope } from './scope.ts';

export type LocationModifier = '' | '=' | '~' | '~*' | '^~';

export interface Location {
  readonly modifier: LocationModifier;
  readonly path: string;
  readonly pattern: ConfPattern | undefined;
  readonly scope: Scope;
  readonly nested: readonly Location[];
}

/** A location with its expression compiled; what is wrong with it otherwise. */
export function locationOf(
  modifier: LocationModifier,
  path: string,
  scope: Scope,
  nested: readonly Location[],
): Location | PatternError {
  const isExpression = modifier === '~' || modifier === '~*';
  const pattern = isExpression ? confPattern(path, modifier === '~' ? 'exact' : 'anyCase') : undefined;
  return pattern instanceof PatternError ? pattern : { modifier, path, pattern, scope, nested };
}

/** Which location a path belongs to, and what the groups of its expression hold. */
export interface Choice {
  readonly location: Location;
  readonly groups: ReadonlyMap<string, string> | undefined;
}

/**
 * As https://nginx.org/en/docs/http/ngx_http_core_module.html#location: an exact one; else the longest prefix where it
 * says `^~`; else the first expression that matches; else the longest prefix.
 */
export function chooseLocation(locations: readonly Location[], path: string): Choice | undefined {
  let longest: Location | undefined;
  for (const location of locations) {
    if (location.pattern || location.path.startsWith('@')) continue;
    if (location.modifier === '=') {
      if (location.path === path) return { location, groups: undefined };
    } else if (path.startsWith(location.path) && location.path.length > (longest?.path.length ?? -1))
      longest = location;
  }
  const inner = longest && chooseLocation(longest.nested, path);
  if (inner && inner.location.modifier !== '') return inner;
  if (longest?.modifier !== '^~') {
    for (const location of locations) {
      const groups = location.pattern && groupsOf(location.pattern, path);
      if (groups) return { location, groups };
    }
  }
  return inner ?? (longest && { location: longest, groups: undefined });
}
