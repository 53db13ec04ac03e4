import { Tooltip } from 'bits-ui';

/**
 * Ties whatever has a tip to the one layer that shows tips: a layer for each would cost more than what it stands on.
 */
export const tips = Tooltip.createTether<string>();
