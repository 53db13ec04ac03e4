import './zod-without-eval.ts';
import { mount } from 'svelte';
import { bridge } from '#api/bridge';
import App from './App.svelte';

const target = document.querySelector('#app');
if (target === null) throw new Error('index.html has no #app');

mount(App, { target, props: { bridge } });
