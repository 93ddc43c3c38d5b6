import { expandVariables } from '../../../api/expandVariables.ts';
import type { FieldPath } from '../../../api/field.ts';
import type { WrittenContainer } from '../../facts/podTemplate.ts';
import { commandOf, shellScriptOf } from '../../facts/writtenCommand.ts';
import { listAt, textAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';
import { shortName } from '../wording.ts';

/**
 * `$(NAME)` stands for a variable of the same container that is defined further up; anything else stays as it is
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
export const undefinedVariable: AdviceRule = {
  id: 'advice/undefined-variable',
  severity: 'info',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap((container) => [...inEnvironment(container), ...inCommand(container)]);
  },
};

/** Variables of Services: whether there are such, no manifest tells. */
const ofServices = /_SERVICE_HOST$|_SERVICE_PORT(?:_|$)|_PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?$/;

function inEnvironment({ value, path }: WrittenContainer): Remark[] {
  const names = listAt(value, ['env']).map((variable) => textAt(variable, ['name']) ?? '');
  // What envFrom brings is known to the cluster alone.
  if (listAt(value, ['envFrom']).length > 0) return [];
  const before = new Set<string>();
  const later = new Set(names);
  return listAt(value, ['env']).flatMap((variable, index): Remark[] => {
    const text = textAt(variable, ['value']);
    const remark = text !== undefined ? remarkOn(text, before, later, [...path, 'env', index, 'value']) : [];
    before.add(names[index] ?? '');
    return remark;
  });
}

function inCommand(container: WrittenContainer): Remark[] {
  const { value } = container;
  const command = commandOf(container);
  // $(date) in a script is for the shell.
  if (!command || shellScriptOf(command) || listAt(value, ['envFrom']).length > 0) return [];
  if (command.words.some(({ text }) => /^(?:\S*\/)?(?:ba|a|da|k|z)?sh$/.test(text))) return [];
  const names = new Set(listAt(value, ['env']).map((variable) => textAt(variable, ['name']) ?? ''));
  return command.words.flatMap(({ text, path }) => remarkOn(text, names, names, path));
}

/** Longer texts are not looked through. */
const maxLength = 4000;

function remarkOn(text: string, known: ReadonlySet<string>, later: ReadonlySet<string>, path: FieldPath): Remark[] {
  if (text.length > maxLength) return [];
  let missing: string | undefined;
  expandVariables(text, (name) => {
    if (!known.has(name) && !ofServices.test(name)) missing ??= name;
    return undefined;
  });
  if (missing === undefined) return [];
  const message = `$(${shortName(missing)}) stays as it is${reasonFor(missing, later)}`;
  return [{ path, part: 'value', message, words: `$(${missing})` }];
}

function reasonFor(name: string, later: ReadonlySet<string>): string {
  if (later.has(name))
    return ', because that variable is defined further down: Kubernetes knows only those above. Move its definition up.';
  // Variables may have any name, but these are programs.
  if (!/^[A-Za-z_][\w.-]*$/.test(name) || /^(?:date|hostname|whoami|pwd|id|nproc)$/.test(name))
    return ': only a shell runs a command in its place, as in ["sh", "-c", "…"].';
  return ': no such variable is defined in env of this container. Define it above, or write $$( for a plain $( sign.';
}
