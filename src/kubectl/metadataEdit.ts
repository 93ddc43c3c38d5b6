import { labelValueText } from '../api/names.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { forEach } from './changeReport.ts';
import { commandError } from './commandError.ts';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldSelectorFlag,
  filenameFlag,
  outputFlag,
  recursiveFlag,
  resourceVersionFlag,
  selectorFlag,
} from './commonFlags.ts';
import { dryRunOf, dryRunSuffix } from './fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { readManifests } from './manifestSource.ts';
import { objectPrinter, printFlags } from './printObjects.ts';
import { resourceName } from './resourceArguments.ts';
import { allFlag, liveObject, patchObject, type Target, targetsOf } from './targets.ts';

/** What `label` and `annotate` share: both change a map of the metadata. */
export interface MetadataEdit {
  readonly field: 'labels' | 'annotations';
  /** `label` or `annotation`. */
  readonly noun: string;
  /** What is said of the change that was made; `before` and `after` are the whole maps. */
  changedText(removed: boolean, added: boolean): string;
  readonly unchangedText: string;
  /** The error for keys that have a value already. */
  takenText(keys: readonly { readonly key: string; readonly value: string }[]): string;
}

export const metadataEditFlags: readonly FlagDeclaration[] = [
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  {
    name: 'field-manager',
    type: 'string',
    defaultText: '',
    doc: 'The name under which the fields are recorded; kubectl-label or kubectl-annotate without it.',
  },
  fieldSelectorFlag,
  filenameFlag,
  { name: 'list', type: 'boolean', defaultText: 'false', doc: 'Print what the objects have.' },
  { name: 'local', type: 'boolean', defaultText: 'false', doc: 'Change what the file says, without the server.' },
  outputFlag('json, yaml, name, go-template or jsonpath'),
  { name: 'overwrite', type: 'boolean', defaultText: 'false', doc: 'Allow a value to be replaced.' },
  ...printFlags,
  recursiveFlag,
  resourceVersionFlag,
  selectorFlag,
];

/** Runs `label` or `annotate`: `KEY=VALUE` sets, `KEY-` removes. */
export async function editMetadata(edit: MetadataEdit, flags: ParsedFlags, host: KubectlHost): Promise<undefined> {
  const { words, changes } = splitWords(flags.args, edit);
  if (words.length === 0 && !flags.given('filename')) {
    throw commandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const listing = flags.enabled('list') && flags.text('output') === '';
  if (changes.length === 0 && !flags.enabled('list'))
    throw commandError(`at least one ${edit.noun} update is required`);
  for (const selector of ['selector', 'field-selector']) {
    if (flags.enabled('all') && flags.text(selector) !== '') {
      throw commandError(`cannot set --all and --${selector} at the same time`);
    }
  }
  const { set, remove } = readChanges(changes, edit);
  const printer = await objectPrinter(flags, host);
  const local = flags.enabled('local');
  const dryRun = dryRunOf(flags);
  const subjects = local ? await localSubjects(flags, host) : await liveSubjects(flags, host, words);
  const resourceVersion = flags.text('resource-version');
  if (resourceVersion !== '' && subjects.length > 1) {
    throw commandError('--resource-version may only be used with a single resource');
  }
  await forEach(subjects, async ({ target, read }) => {
    const object = await read();
    const before = object.metadata?.[edit.field] ?? {};
    if (listing) {
      const single = words.length === 2 || (words.length === 1 && words[0]?.includes('/'));
      if (!single) host.stdout(`Listing ${edit.field} for ${target.info.kind}.${target.info.group}/${target.name}:\n`);
      const lines = Object.entries(before).map(([key, value]) => `${single ? '' : ' '}${key}=${value}\n`);
      host.stdout(lines.join(''));
      return;
    }
    const taken = [...set].flatMap(([key, value]) => {
      const old = before[key];
      return old !== undefined && old !== value && !flags.enabled('overwrite') ? [{ key, value: old }] : [];
    });
    if (taken.length > 0) throw commandError(edit.takenText(taken));
    const added = [...set].some(([key, value]) => before[key] !== value);
    const removed = remove.filter((key) => before[key] !== undefined);
    if (edit.field === 'labels') {
      for (const key of remove) if (before[key] === undefined) host.stdout(`label "${key}" not found.\n`);
    }
    const changed = added || removed.length > 0;
    const removals = Object.fromEntries(removed.map((key) => [key, null]));
    let after: KubernetesObject = object;
    if (local || dryRun === 'client') {
      const kept = Object.entries({ ...before, ...Object.fromEntries(set) }).filter(([key]) => !removed.includes(key));
      after = { ...object, metadata: { ...object.metadata, [edit.field]: Object.fromEntries(kept) } };
    } else if (changed || resourceVersion !== '') {
      const map = { ...Object.fromEntries(set), ...removals };
      const patch = { metadata: { [edit.field]: map, ...(resourceVersion !== '' && { resourceVersion }) } };
      const fieldManager = flags.text('field-manager') || `kubectl-${edit.field === 'labels' ? 'label' : 'annotate'}`;
      after = await patchObject(host, target, patch, { type: 'merge', fieldManager, dryRun });
    }
    const text = changed ? edit.changedText(removed.length > 0, added) : edit.unchangedText;
    if (printer) host.stdout(printer.print(after));
    else host.stdout(`${resourceName(target.info, target.name)} ${text}${dryRunSuffix(dryRun)}\n`);
  });
  return undefined;
}

/** An object to change, and how to get it. */
interface Subject {
  readonly target: Target;
  read(): Promise<KubernetesObject>;
}

async function liveSubjects(flags: ParsedFlags, host: KubectlHost, words: readonly string[]): Promise<Subject[]> {
  const targets = await targetsOf(flags, host, words);
  return targets.map((target) => ({ target, read: () => liveObject(host, target) }));
}

async function localSubjects(flags: ParsedFlags, host: KubectlHost): Promise<Subject[]> {
  if (!flags.given('filename')) {
    throw commandError('can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set');
  }
  return (await readManifests(flags, host)).map(({ object, error }) => {
    if (error) throw error;
    const target = { info: object.info, name: object.value.metadata?.name ?? '', namespace: object.namespace };
    return { target, read: async () => object.value };
  });
}

/** What names objects stands before the changes. */
function splitWords(args: readonly string[], edit: MetadataEdit): { words: string[]; changes: string[] } {
  const isChange = (word: string) =>
    (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
  const first = args.findIndex(isChange);
  if (first < 0) return { words: [...args], changes: [] };
  const late = args.slice(first).find((word) => !isChange(word));
  if (late !== undefined) throw commandError(`all resources must be specified before ${edit.noun} changes: ${late}`);
  return { words: args.slice(0, first), changes: args.slice(first) };
}

function readChanges(words: readonly string[], edit: MetadataEdit): { set: Map<string, string>; remove: string[] } {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) remove.push(word.slice(0, -1));
    else {
      const value = word.slice(equals + 1);
      const problems = edit.field === 'labels' ? labelValueText(value) : [];
      if (edit.field === 'labels' && value.includes('=')) throw commandError(`invalid label spec: ${word}`);
      if (problems.length > 0)
        throw commandError(`invalid label value: ${JSON.stringify(word)}: ${problems.join(';')}`);
      set.set(word.slice(0, equals), value);
    }
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0) {
    const what = edit.field === 'labels' ? 'a label' : `the following annotation(s)`;
    const which = edit.field === 'labels' ? '' : `: ${both.join(', ')}`;
    throw commandError(`can not both modify and remove ${what} in the same command${which}`);
  }
  return { set, remove };
}
