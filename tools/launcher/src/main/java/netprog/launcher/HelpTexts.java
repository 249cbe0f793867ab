package netprog.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The help of a command of another module: the sentences of its own package, then the launcher's, which hold for all. */
final class HelpTexts extends ResourceBundle {
    private final ResourceBundle own;

    private HelpTexts(ResourceBundle own, ResourceBundle launcher) {
        this.own = own;
        setParent(launcher);
    }

    /** The bundle {@code messages} that stands beside the command's class. */
    static ResourceBundle of(Object command, ResourceBundle launcher) {
        String bundle = command.getClass().getPackageName() + ".messages";
        return new HelpTexts(ResourceBundle.getBundle(bundle, Locale.getDefault()), launcher);
    }

    /** Sentences are written for MessageFormat, with two apostrophes for one; picocli shows them as they are. */
    @Override
    protected Object handleGetObject(String key) {
        return own.containsKey(key) ? own.getString(key).replace("''", "'") : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        List<String> keys = new ArrayList<>(own.keySet());
        keys.addAll(parent.keySet());
        return Collections.enumeration(keys);
    }
}
