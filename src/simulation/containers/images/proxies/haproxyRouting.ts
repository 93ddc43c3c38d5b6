import type { HttpRequest } from '../../http/message.ts';
import { pathOf } from '../web/query.ts';
import { argsOf, type Section } from './haproxyConf.ts';

/** `use_backend` whose condition holds, else `default_backend`, else the section itself. */
export function backendFor(
  section: Section,
  sections: readonly Section[],
  request: HttpRequest | undefined,
): Section | undefined {
  for (const { words } of section.rules) {
    const at = words.indexOf('if');
    if (words[0] !== 'use_backend' || (at >= 0 && !(request && holds(section, request, words.slice(at + 1))))) continue;
    return sections.find(({ name, kind }) => name === words[1] && kind !== 'frontend');
  }
  const name = argsOf(section, 'default_backend')?.[0];
  if (name !== undefined) return sections.find((one) => one.name === name && one.kind !== 'frontend');
  return section.servers.length > 0 ? section : undefined;
}

/** A condition: names of `acl`s or `{ path_beg /api }`, all of which must hold; `!` turns one round. */
function holds(section: Section, request: HttpRequest, words: readonly string[]): boolean {
  const tests: { words: readonly string[]; isNot: boolean }[] = [];
  for (let i = 0; i < words.length; i++) {
    const isNot = words[i] === '!' || (words[i] ?? '').startsWith('!');
    if (words[i] === '!') i += 1;
    const word = (words[i] ?? '').replace(/^!/, '');
    if (word === '{') {
      const end = words.indexOf('}', i);
      tests.push({ words: words.slice(i + 1, end), isNot });
      i = end < 0 ? words.length : end;
    } else {
      const named = section.rules.filter((rule) => rule.words[0] === 'acl' && rule.words[1] === word);
      for (const rule of named) tests.push({ words: rule.words.slice(2), isNot });
      if (named.length === 0 && word !== 'or') return false;
    }
  }
  return tests.every(({ words, isNot }) => isNot !== fits(request, words));
}

function fits({ target, method, headers }: HttpRequest, [fetch = '', ...rest]: readonly string[]): boolean {
  const values = rest.filter((word) => word !== '-i');
  const { path } = pathOf(target);
  const field = /^(?:req\.)?hdr(_\w+)?\(([\w-]+)\)$/.exec(fetch);
  const text = field ? (headers.get(field[2] as string) ?? '') : fetch.startsWith('method') ? method : path;
  const how = field ? (field[1] ?? '') : fetch.replace(/^(path|method)/, '');
  return values.some((value) => {
    if (how === '_beg') return text.startsWith(value);
    if (how === '_end') return text.endsWith(value);
    if (how === '_sub' || how === '_dir') return text.includes(value);
    return text === value;
  });
}
