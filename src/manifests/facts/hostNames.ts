import type { FieldPath } from '../../api/field.ts';
import { listAt, textAt } from '../plainLookup.ts';
import { hostArguments } from './hostArguments.ts';
import { type HostFound, hostsInText, hostsOfList, isHost } from './hostTexts.ts';
import type { ManifestFacts } from './manifestFacts.ts';
import { commandsIn } from './scriptWords.ts';

/** A host name in `env`, `command` or `args` of a container, or in a command that Kubernetes runs there. */
export interface HostMention {
  /** The text that it stands in. */
  readonly path: FieldPath;
  /** As written: `shop.other`. */
  readonly words: string;
  /** Where it begins in the text's value. */
  readonly offset: number;
  /** How many times the same words stand before it in the value. */
  readonly occurrence: number;
  /** In small letters, without the dot at its end. */
  readonly host: string;
  readonly port?: number;
  /** `sure`: what stands here can only be a host. `likely`: it looks like one, and is where something else says that it is. */
  readonly certainty: 'sure' | 'likely';
}

const maxMentions = 1000;
const maxMentionsOfText = 200;
const known = new WeakMap<ManifestFacts, readonly HostMention[]>();

/** The host names that a manifest's containers are told, those of one text in its order. IP addresses and localhost are none. */
export function hostNamesOf(facts: ManifestFacts): readonly HostMention[] {
  let mentions = known.get(facts);
  if (!mentions) {
    mentions = find(facts);
    known.set(facts, mentions);
  }
  return mentions;
}

function find({ objects }: ManifestFacts): HostMention[] {
  const mentions: HostMention[] = [];
  for (const { type, value, path } of objects) {
    if (mentions.length >= maxMentions) break;
    if (type === 'EnvVar') mentions.push(...ofVariable(value, path));
    else if (type === 'Container' || type === 'EphemeralContainer')
      mentions.push(...ofCommand(value, path, ['command', 'args']));
    else if (type === 'ExecAction') mentions.push(...ofCommand(value, path, ['command']));
  }
  return mentions.slice(0, maxMentions);
}

/** What such variables hold is no address to call: what to listen on, what is allowed to come, what to leave alone. */
const otherVariables =
  /NO_?PROXY|IMAGE|ORIGIN|ALLOW|BIND|LISTEN|ADVERTISE|VIRTUAL|PUBLIC|EXTERNAL|DOMAIN|NAMESPACE|POD_NAME|NODE_NAME|SERVER_NAME|^HOSTNAME$/i;
const hostVariables = /(^|_)(HOST|HOSTS|HOSTNAME|ADDR|ADDRESS|ADDRESSES|URL|URLS|URI|ENDPOINT|ENDPOINTS)$/i;
const perhapsVariables = /(^|_)(UPSTREAM|PEERS?|BROKERS?|SERVERS?|SEEDS?|DSN)$/i;

function ofVariable(variable: unknown, path: FieldPath): HostMention[] {
  const name = textAt(variable, ['name']) ?? '';
  const value = textAt(variable, ['value']) ?? '';
  if (value === '' || otherVariables.test(name)) return [];
  const certainty = hostVariables.test(name) ? 'sure' : 'likely';
  const isList = certainty === 'sure' || perhapsVariables.test(name);
  const found = [...hostsInText(value), ...(isList ? hostsOfList(value, certainty) : [])];
  return mentionsOf(found, value, [...path, 'value']);
}

interface CommandItem {
  readonly text: string;
  readonly path: FieldPath;
}

function ofCommand(object: unknown, path: FieldPath, fields: readonly string[]): HostMention[] {
  const items = fields.flatMap((field): CommandItem[] =>
    listAt(object, [field]).flatMap((text, index) =>
      typeof text === 'string' ? [{ text, path: [...path, field, index] }] : [],
    ),
  );
  // What has blanks is a script, or at least not one word of a command line.
  const found = items.map(({ text }) => [...hostsInText(text), ...(/\s/.test(text) ? hostsInScript(text) : [])]);
  const words = items.map(({ text }) => text);
  for (const { index, offset, text, port } of wordsHosts(words)) {
    found[index]?.push({ text, offset, certainty: 'sure', ...(port !== undefined && { port }) });
  }
  return items.flatMap(({ text, path: place }, index) => {
    const byFlag = hostsOfFlag(text, words[index - 1] ?? '');
    return mentionsOf([...(found[index] ?? []), ...byFlag], text, place);
  });
}

/** A command line whose words are the items; `sh -c` and its script are not. */
function wordsHosts(words: readonly string[]) {
  return words.some((word) => /\s/.test(word)) ? [] : hostArguments(words);
}

function hostsInScript(script: string): HostFound[] {
  return commandsIn(script).flatMap((words) => {
    const texts = words.map(({ text }) => text);
    const byProgram = hostArguments(texts).map(({ index, offset, text, port }): HostFound => {
      const place = (words[index]?.offset ?? 0) + offset;
      return { text, offset: place, certainty: 'sure', ...(port !== undefined && { port }) };
    });
    const byFlag = words.flatMap(({ text, offset }, index) =>
      hostsOfFlag(text, texts[index - 1] ?? '').map((host) => ({ ...host, offset: host.offset + offset })),
    );
    return [...byProgram, ...byFlag];
  });
}

const hostFlag =
  /^--?(?:[\w.-]*[-.])?(?:host|hosts|upstream|server|servers|addr|address|endpoint|url|backend|target|broker|brokers|peer|peers)$/i;
const otherFlag = /bind|listen|advertise|override|allow|virtual|node|external|public|cors|origin|name/i;

/** `--upstream=shop.other`, or `shop.other` after `--upstream`. */
function hostsOfFlag(word: string, before: string): HostFound[] {
  const equals = word.indexOf('=');
  const flag = equals > 0 ? word.slice(0, equals) : before;
  if (!hostFlag.test(flag) || otherFlag.test(flag) || (equals < 0 && word.startsWith('-'))) return [];
  const start = equals > 0 && word.startsWith('-') ? equals + 1 : 0;
  return hostsOfList(word.slice(start), 'likely').map((host) => ({ ...host, offset: host.offset + start }));
}

/** The surest finding of each place. */
function mentionsOf(found: readonly HostFound[], value: string, path: FieldPath): HostMention[] {
  const byOffset = new Map<number, HostFound>();
  for (const host of found) {
    if (!isHost(host.text)) continue;
    const other = byOffset.get(host.offset);
    if (!other || (other.certainty === 'likely' && host.certainty === 'sure')) {
      byOffset.set(host.offset, {
        ...host,
        ...(host.port === undefined && other?.port !== undefined && { port: other.port }),
      });
    }
  }
  return [...byOffset.values()]
    .sort((a, b) => a.offset - b.offset)
    .slice(0, maxMentionsOfText)
    .map(({ text, offset, certainty, port }) => ({
      path,
      words: text,
      offset,
      occurrence: value.slice(0, offset).split(text).length - 1,
      host: text.toLowerCase().replace(/\.$/, ''),
      certainty,
      ...(port !== undefined && { port }),
    }));
}
