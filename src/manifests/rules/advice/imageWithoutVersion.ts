import { readImage } from '../../facts/imageNames.ts';
import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';
import { shortName } from '../wording.ts';

/**
 * `latest` is whatever it is on the day of the pull (https://kubernetes.io/docs/concepts/containers/images/#image-names). To try
 * something out it is fine; said only where several Pods are to be the same.
 */
export const imageWithoutVersion: AdviceRule = {
  id: 'advice/image-without-version',
  severity: 'info',
  check({ kind, value }, { pods }) {
    const replicas = valueAt(value, ['spec', 'replicas']);
    const isMany = kind?.kind === 'DaemonSet' || (typeof replicas === 'number' && replicas > 1);
    if (!isMany) return [];
    return (pods?.containers ?? []).flatMap(({ value, path }) => {
      const image = readImage(value.image);
      if (!image || image.digest || (image.tag !== undefined && image.tag !== 'latest')) return [];
      const what = image.tag === undefined ? 'Without a tag this is "latest"' : '"latest" is no version';
      const message = `${what}: a Pod that starts on another day or Node may run another program than those beside it, and there is no way back to the one before. Name a version: ${shortName(image.name)}:VERSION.`;
      return [{ path: [...path, 'image'], part: 'value', message }];
    });
  },
};
