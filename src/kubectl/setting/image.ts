import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { podSpecOf, withContainers } from '../podTemplate.ts';
import type { Verb } from '../verb.ts';
import { changeSubjects, setFlags, subjectsOf } from './templateChange.ts';

/** `kubectl set image`. */
export const setImage: Verb = {
  name: 'image',
  group: 'Basic Commands (Beginner)',
  summary: 'Update the image of a pod template',
  usage:
    'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  examples: [
    { comment: 'A new version of one container', command: 'kubectl set image deployment/web nginx=nginx:1.28' },
    { comment: 'Of all containers', command: "kubectl set image deployment/web '*=nginx:1.28'" },
  ],
  flags: setFlags,
  async run(flags, host) {
    const words = flags.args.filter((word) => !/^[^/]+=/.test(word));
    const updates = flags.args.filter((word) => !words.includes(word));
    if (words.length > 0 && updates.length === 0) throw commandError('at least one image update is required');
    const images = new Map(
      updates.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    );
    if (images.size > 1 && images.has('*')) {
      throw commandError(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      );
    }
    const subjects = await subjectsOf(flags, host, words);
    const change = (object: KubernetesObject) => {
      const spec = podSpecOf(object);
      const names = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => container.name);
      for (const name of images.keys()) {
        if (name !== '*' && !names.includes(name))
          throw commandError(`unable to find container named ${JSON.stringify(name)}`);
      }
      return withContainers(object, (container) => {
        const image = images.get('*') ?? images.get(container.name);
        return image === undefined ? container : { ...container, image };
      });
    };
    const failure = 'failed to patch image update to pod template:';
    await changeSubjects(flags, host, subjects, { operation: 'image updated', failure, needs: 'Pod template', change });
    return undefined;
  },
};
