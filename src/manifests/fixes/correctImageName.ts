import { setValue } from '../edits/putValue.ts';
import { readImage } from '../facts/imageNames.ts';
import { textAt } from '../plainLookup.ts';
import { shortName } from '../rules/wording.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Takes the protocol away from an image's name, and capital letters. */
export const correctImageName: Fixer = {
  codes: ['advice/image-name'],
  offer(context) {
    const text = textAt(context.document.value, context.path) ?? '';
    const address = text.replace(/^\w+:\/\//, '');
    const [, name = '', tag = ''] = /^(.*?)(:[^/:]*)?$/.exec(address) ?? [];
    const right = [address, `${name.toLowerCase()}${tag}`].find((candidate) => readImage(candidate));
    return right === undefined
      ? []
      : fixWith(`Write ${shortName(right)}`, setValue(context, context.path, right), 'unambiguous');
  },
};
