import { type FilterPlugin, finalMisfit } from '../plugin.ts';

const misfit = finalMisfit("node(s) didn't match the requested node name");

/** A Pod that names its Node wants no other. Such a Pod seldom comes here: it has its Node already. */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  prepare: ({ spec }) => {
    if (!spec.nodeName) return undefined;
    return { filter: ({ name }) => (name === spec.nodeName ? undefined : misfit) };
  },
  mayHelp: (pod, change) => change.what === 'node' && change.after?.metadata.name === pod.spec.nodeName,
};
