export { default as KitDropdownMenu } from "@bitrix24/b24ui-nuxt/components/DropdownMenu.vue";
