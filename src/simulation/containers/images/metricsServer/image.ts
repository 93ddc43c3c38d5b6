import { binaryImage } from '../web/binaryImage.ts';
import { metricsServer } from './program.ts';

/** registry.k8s.io/metrics-server/metrics-server: nothing but the program. */
export const metricsServerImage = binaryImage({
  name: 'metrics-server',
  program: metricsServer,
  tools: 'none',
  user: '65534',
});
