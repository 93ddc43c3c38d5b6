import { code } from '../markdown.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { hoveredPod } from './ofPod.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** What a container finds of a volume in its file system. */
export const volumeFiles: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (field.name === 'defaultMode' || field.name === 'mode') return modeText(context);
  if (ownerType !== 'VolumeMount') return undefined;
  if (field.name === 'mountPath')
    return 'Here the container finds the volume. What the image has at this place is hidden as long as it is mounted.';
  if (field.name === 'subPath') return subPathText(context);
  return undefined;
};

/** A mode of files in YAML may be decimal. */
function modeText({ document, path, field }: HoverContext): string | undefined {
  const mode = valueAt(document.value, path);
  if (field.type.kind !== 'integer' || typeof mode !== 'number' || mode < 0 || mode > 0o777 || mode % 1 !== 0)
    return undefined;
  const octal = `0${mode.toString(8).padStart(3, '0')}`;
  const letters = [6, 3, 0].map((shift) => {
    const bits = (mode >> shift) & 7;
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  });
  return `${mode} is \`${octal}\`: \`${letters.join('')}\` (owner, group, others). JSON knows only the decimal number; in YAML \`${octal}\` is the same.`;
}

function subPathText(context: HoverContext): string | undefined {
  const { document, path } = context;
  const subPath = textAt(document.value, path);
  const name = textAt(document.value, [...path.slice(0, -1), 'name']);
  const volume = hoveredPod(context)?.spec.volumes?.find((each) => each.name === name);
  if (subPath === undefined) return undefined;
  const what = `Only ${code(subPath)} of the volume is mounted, not all of it.`;
  const follows = volume?.configMap || volume?.secret || volume?.projected || volume?.downwardAPI;
  return follows ? `${what} **Later changes of the data do not reach it**; without \`subPath\` they do.` : what;
}
