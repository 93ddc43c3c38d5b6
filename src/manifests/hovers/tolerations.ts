import type { Taint, Toleration } from '../../api/generated/objects.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import { durationText } from '../words/duration.ts';
import type { HoverSubject } from './subject.ts';

/** Tolerations that are put into words. */
const maxShown = 8;

/** Which taints a Pod puts up with, or what a taint does. */
export const tolerations: HoverSubject = ({ document, ownerType, field, path }) => {
  const object = defaultedObject(document.parsed);
  if (ownerType === 'PodSpec' && field.name === 'tolerations') {
    const all = valueAt(object, path) as readonly Toleration[] | undefined;
    if (!all?.length) return undefined;
    const lines = all.slice(0, maxShown).map((each) => `- ${tolerationText(each)}`);
    return `The Pod **may** run on Nodes with these taints; it is not drawn to them (that takes a \`nodeSelector\` or an affinity):\n\n${lines.join('\n')}`;
  }
  if (ownerType === 'Toleration' && typeof path.at(-2) === 'number') {
    const one = valueAt(object, path.slice(0, -1)) as Toleration | undefined;
    return one && `This toleration: ${tolerationText(one)}`;
  }
  if (ownerType === 'Taint' && field.name !== 'effect') {
    const taint = valueAt(object, path.slice(0, -1)) as Taint | undefined;
    return taint?.key ? `Pods come here only if they tolerate ${code(taintText(taint))}.` : undefined;
  }
  return undefined;
};

function tolerationText({ key = '', operator, value = '', effect, tolerationSeconds }: Toleration): string {
  const kinds = effect ? ` with the effect \`${effect.replaceAll('`', '')}\`` : ' with any effect';
  const any = operator === 'Exists';
  const what =
    key === ''
      ? 'all taints'
      : any
        ? `the taint ${code(key)}, whatever its value,`
        : `the taint ${code(`${key}=${value}`)}`;
  const stay =
    tolerationSeconds === undefined || (effect !== 'NoExecute' && effect !== undefined)
      ? ''
      : ` If such a taint comes while it runs, it stays for ${durationText(tolerationSeconds)}.`;
  return `${what}${kinds}.${stay}`;
}

function taintText({ key, value = '', effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect ?? ''}`;
}
