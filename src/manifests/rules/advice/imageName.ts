import { readImage } from '../../facts/imageNames.ts';
import type { AdviceRule } from '../rule.ts';

/** What a tool will replace before it is applied. */
const placeholder = /[$<>{}%#]|__|^@.*@$|(?:^|(?<!\/)[/.])[A-Z][A-Z0-9_]+(?=[/:.]|$)/;

/** The API server takes any text; the kubelet then says InvalidImageName (https://kubernetes.io/docs/concepts/containers/images/#image-names). */
export const imageName: AdviceRule = {
  id: 'advice/image-name',
  severity: 'warning',
  check(_, { pods }) {
    return (pods?.containers ?? []).flatMap(({ value, path }) => {
      const text = value.image;
      if (typeof text !== 'string' || text === '' || text !== text.trim() || placeholder.test(text)) return [];
      if (readImage(text)) return [];
      const message = `No image can have this name, so the Pod would stay in InvalidImageName: ${reasonFor(text)}.`;
      return [{ path: [...path, 'image'], part: 'value', message }];
    });
  },
};

function reasonFor(text: string): string {
  if (/^\w+:\/\//.test(text)) return 'leave the protocol (https://) away';
  if (/\s/.test(text)) return 'it has a space in it';
  if (readImage(text.toLowerCase())) return 'write it in lower case; only a tag may have capital letters';
  if (text.includes('@')) return 'after @ comes sha256: and 64 digits of 0-9 and a-f';
  return 'it is REGISTRY/NAME:TAG, with one tag at most';
}
