package dev.ricci.demos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lists a command's options under headings: each group of options under the name of the field that holds it.
 *
 * <p>Not by picocli's own option groups, which forget earlier options of a group where others stand between.
 */
final class HelpSections implements IHelpSectionRenderer {
    static void addTo(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
            sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
            sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new HelpSections());
        }
    }

    @Override
    public String render(Help help) {
        List<OptionSpec> rest = new ArrayList<>(help.commandSpec().options());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, CommandSpec> mixin : help.commandSpec().mixins().entrySet()) {
            List<OptionSpec> options = mixin.getValue().options();
            if (rest.containsAll(options) && !options.getFirst().usageHelp()) {
                rest.removeAll(options);
                text.append(section(help, heading(mixin.getKey()), options));
            }
        }
        return text + section(help, text.isEmpty() ? "Options" : "Other", rest);
    }

    private static String heading(String field) {
        return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
    }

    private static String section(Help help, String heading, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addAllOptions(options, help.createDefaultParamLabelRenderer());
        return String.format("%n%s:%n%s", heading, layout);
    }
}
