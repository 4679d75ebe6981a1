/** Waiting for what becomes true, for as long as a busy machine may take. */

/** Milliseconds. Generous, since nothing is gained by giving up early. */
export const PATIENCE = 80_000;

const PAUSE = 50;

/** Tries again until `attempt` throws no more, and gives its result; throws its last error at the end. */
export async function eventually<T>(attempt: () => T | Promise<T>, within = PATIENCE): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
