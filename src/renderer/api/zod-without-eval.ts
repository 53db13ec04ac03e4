import { config } from 'zod';

// SECURITY: zod tries to compile its checks with `new Function`, which the content security policy forbids; the attempt
// alone is a violation. Must be imported before anything that makes a schema.
config({ jitless: true });
