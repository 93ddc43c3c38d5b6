import type { ScorePlugin } from '../plugin.ts';

const bytesPerMegabyte = 1024 * 1024;
/** Less than this is pulled so fast that it does not matter; more than the larger, for each container, counts alike. */
const minBytes = 23 * bytesPerMegabyte;
const maxBytesPerContainer = 1000 * bytesPerMegabyte;

/** Prefers Nodes that have the images already, and large ones more; an image that few Nodes have counts less. */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  weight: 1,
  rate: ({ spec }, _nodes, cluster) => {
    const containers = [...(spec.initContainers ?? []), ...spec.containers];
    const spreadBytes = containers.map(({ image = '' }) => {
      const name = withTag(image);
      return { name, part: cluster.nodesOfImage(name) / cluster.nodes.length };
    });
    if (spreadBytes.every(({ part }) => part === 0)) return undefined;
    const maxBytes = maxBytesPerContainer * containers.length;
    return {
      score: ({ imageBytes }) => {
        const bytes = spreadBytes.reduce(
          (sum, { name, part }) => sum + Math.floor((imageBytes.get(name) ?? 0) * part),
          0,
        );
        const clamped = Math.min(Math.max(bytes, minBytes), maxBytes);
        return Math.floor((100 * (clamped - minBytes)) / (maxBytes - minBytes));
      },
    };
  },
};

/** A name without a tag means `:latest`; a colon before the last slash belongs to a registry's port. */
function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
