package netprog.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;

/** The help of a command of another module: the sentences of its own package, then the launcher's, which hold for all. */
final class HelpTexts extends ResourceBundle {
    /** Stands for the beginning of {@code ./netprog} while a text is wrapped: a line may end after a full stop. */
    private static final String START = "\ue000\ue001";

    private final ResourceBundle own;

    private HelpTexts(ResourceBundle own, ResourceBundle launcher) {
        this.own = own;
        setParent(launcher);
    }

    /** Makes the help of a command and of its subcommands break no line inside {@code ./netprog}. */
    static void keepCommandsTogether(CommandLine command) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(command.getHelpSectionMap());
        sections.replaceAll((name, section) -> help -> section.render(help).replace(START, "./"));
        command.setHelpSectionMap(sections);
    }

    /** The bundle {@code messages} that stands beside the command's class, and the launcher's, which may be null. */
    static ResourceBundle of(Object command, ResourceBundle launcher) {
        String bundle = command.getClass().getPackageName() + ".messages";
        return new HelpTexts(ResourceBundle.getBundle(bundle, Locale.getDefault()), launcher);
    }

    /** Sentences are written for MessageFormat, with two apostrophes for one; picocli shows them as they are. */
    @Override
    protected Object handleGetObject(String key) {
        return own.containsKey(key) ? own.getString(key).replace("''", "'").replace("./", START) : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        List<String> keys = new ArrayList<>(own.keySet());
        keys.addAll(parent == null ? List.of() : parent.keySet());
        return Collections.enumeration(keys);
    }
}
