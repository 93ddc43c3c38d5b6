import type { EndpointSlice } from '../../../api/generated/objects.ts';
import { endpointSliceKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { LabelledObjects } from '../labelledObjects.ts';
import { EndpointSliceController } from './endpointSliceController.ts';
import { EndpointsController } from './endpointsController.ts';
import { mirrorManager } from './mirroredSlices.ts';
import { MirroringController } from './mirroringController.ts';
import { SelectedPods } from './selectedPods.ts';
import { SliceKeeper } from './sliceKeeper.ts';
import { sliceManager } from './sliceShape.ts';

/**
 * Starts the controllers that say which addresses are behind each Service; they share what they know of the Pods. What is
 * returned finds the slices of a Service.
 */
export function startEndpointControllers(
  context: (component: string) => ComponentContext,
  store: Store,
): LabelledObjects<EndpointSlice> {
  const pods = new SelectedPods(store);
  const slices = new LabelledObjects<EndpointSlice>(store, endpointSliceKind);
  const keeper = (component: ComponentContext, manager: string) => new SliceKeeper(component.api, slices, manager);
  new EndpointsController(context('endpoints-controller'), store, pods);
  const own = context('endpointslice-controller');
  new EndpointSliceController(own, pods, keeper(own, sliceManager));
  const mirror = context('endpointslice-mirroring-controller');
  new MirroringController(mirror, store, keeper(mirror, mirrorManager));
  return slices;
}
