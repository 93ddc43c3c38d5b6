import { nearestName } from '../../api/didYouMean.ts';
import { insertField, insertItem } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { volumesOf } from '../volumes.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** For a volumeMount without its volume: another volume's name that is near, or a new emptyDir of the mount's name. */
export const addVolume: Fixer = { codes: ['api/not-found'], offer };

function offer(context: FixContext): Fix[] {
  const { document, kind, path } = context;
  const podSpec = podSpecPath(kind);
  const name = textAt(document.value, path);
  const isMount = path.at(-1) === 'name' && path.at(-3) === 'volumeMounts';
  if (!isMount || !podSpec || name === undefined) return [];
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return [];
  const names = volumesOf(document.value, podSpec).map((volume) => volume.name);
  const near = nearestName(name, names) ?? (names.length === 1 ? names[0] : undefined);
  const rename = near === undefined ? [] : fixWith(`Mount the volume ${near}`, setValue(context, path, near));
  const volumes = [...podSpec, 'volumes'];
  const volume = { name, emptyDir: {} };
  const edits =
    valueAt(document.value, volumes) === undefined
      ? insertField(context, volumes, [volume], 'first')
      : insertItem(context, volumes, volume, 'first');
  return [...rename, ...fixWith(`Add an emptyDir volume called ${name}`, edits)];
}
