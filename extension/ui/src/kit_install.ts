export { default as KitCheckbox } from "@bitrix24/b24ui-nuxt/components/Checkbox.vue";
export { default as KitProgress } from "@bitrix24/b24ui-nuxt/components/Progress.vue";
