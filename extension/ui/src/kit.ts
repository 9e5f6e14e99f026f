/** The portal kit's components these pages use at once; heavier ones are imported where they are opened. */
export { default as KitButton } from "@bitrix24/b24ui-nuxt/components/Button.vue";
export { default as KitInput } from "@bitrix24/b24ui-nuxt/components/Input.vue";
