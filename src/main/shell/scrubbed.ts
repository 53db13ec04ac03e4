import { scrub } from './environment.ts';

// SECURITY: runs while it is imported, since it must come before any module that speaks TLS or HTTP is evaluated.
scrub(process.env);
