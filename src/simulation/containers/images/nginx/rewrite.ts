import { PatternError } from '../../applets/patternSyntax.ts';
import type { Directive } from './confText.ts';
import { confPattern, groupsOf } from './pattern.ts';
import { expanded, type NginxRequest } from './request.ts';
import { Scope } from './scope.ts';

/** A status that is answered, with what belongs to it. */
export interface Answered {
  readonly status: number;
  /** Where a redirection leads. */
  readonly location?: string;
  /** The text of `return 200 "text"`. */
  readonly text?: string;
  /** What the error log says of it. */
  readonly error?: string;
}

/** `return`, `rewrite`, `set` and `if` of a block, in their order; nothing where the request goes on. */
export function rewritten(request: NginxRequest, scope: Scope): Answered | { readonly internally: string } | undefined {
  return scope.rewrites.length === 0 ? undefined : run(request, scope.rewrites);
}

function run(
  request: NginxRequest,
  steps: readonly Directive[],
): Answered | { readonly internally: string } | undefined {
  let isChanged = false;
  for (const step of steps) {
    const { name, args, block } = step;
    if (name === 'return') return returned(request, args);
    if (name === 'break') break;
    if (name === 'set') request.values.set((args[0] ?? '').replace('$', ''), expanded(request, args[1] ?? ''));
    else if (name === 'if' && block && holds(request, args)) {
      const inner = run(
        request,
        block.filter((one) => ['set', 'rewrite', 'return', 'break'].includes(one.name)),
      );
      if (inner) return inner;
      const changes = block.filter((one) => ['add_header', 'root', 'access_log', 'proxy_pass'].includes(one.name));
      if (changes.length > 0) request.scope = new Scope(changes, request.scope);
    } else if (name === 'rewrite') {
      const outcome = rewrite(request, args);
      if (outcome === 'break') break;
      if (outcome === 'again') {
        isChanged = true;
        continue;
      }
      if (outcome) return outcome;
    }
  }
  return isChanged ? { internally: request.path } : undefined;
}

function returned(request: NginxRequest, args: readonly string[]): Answered {
  const [first = '', ...rest] = args;
  if (!/^\d{3}$/.test(first)) return { status: 302, location: expanded(request, first) };
  const status = Number(first);
  const text = rest[0] === undefined ? undefined : expanded(request, rest[0]);
  if (text === undefined) return { status };
  return [301, 302, 303, 307, 308].includes(status) ? { status, location: text } : { status, text };
}

function rewrite(
  request: NginxRequest,
  [expression = '', replacement = '', flag]: readonly string[],
): Answered | { readonly internally: string } | 'break' | 'again' | undefined {
  const pattern = confPattern(expression, 'exact');
  const groups = pattern instanceof PatternError ? undefined : groupsOf(pattern, request.path);
  if (!groups) return undefined;
  for (const [name, value] of groups) request.values.set(name, value);
  const target = expanded(request, replacement);
  if (flag === 'redirect' || flag === 'permanent' || /^https?:\/\//.test(target)) {
    return { status: flag === 'permanent' ? 301 : 302, location: target };
  }
  if (flag === 'last') return { internally: target };
  request.values.set('rewritten', '1');
  const [path = '/', query] = target.split(/\?(.*)/s);
  request.path = path;
  if (query !== undefined) request.query = query;
  return flag === 'break' ? 'break' : 'again';
}

/** The condition of an `if`, without its parentheses. */
function holds(request: NginxRequest, args: readonly string[]): boolean {
  const words = args
    .join(' ')
    .replace(/^\(/, '')
    .replace(/\)$/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const [left = '', operator, ...rest] = words;
  const value = expanded(request, left);
  if (operator === undefined) return value !== '' && value !== '0';
  const right = rest.join(' ').replace(/^"(.*)"$/, '$1');
  if (operator === '=') return value === expanded(request, right);
  if (operator === '!=') return value !== expanded(request, right);
  const pattern = confPattern(right, operator.endsWith('*') ? 'anyCase' : 'exact');
  const groups = pattern instanceof PatternError ? undefined : groupsOf(pattern, value);
  for (const [name, text] of groups ?? []) request.values.set(name, text);
  return operator.startsWith('!') ? !groups : groups !== undefined;
}
