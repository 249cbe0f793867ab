package netprog.netlab.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What an assistant looks at, in this order. */
final class Checklist {
    /** Each check gives a step, or none if it does not apply. */
    private static final List<BiFunction<Evidence, Verdict, Optional<Step>>> CHECKS = List.of(
            PathChecks::name,
            PathChecks::ownAddress,
            PathChecks::sameNetwork,
            PathChecks::route,
            PathChecks::gateway,
            PathChecks::neighbour,
            ServerChecks::probe,
            ServerChecks::answer,
            ServerChecks::otherProtocol,
            ServerChecks::ownHost,
            ServerChecks::ping,
            ServerChecks::ownFirewall,
            ServerChecks::firewall,
            VirtualMachineCheck::mode);

    private Checklist() {}

    /** The steps of all checks that apply. */
    static List<Step> of(Evidence evidence, Verdict verdict) {
        Stream<BiFunction<Evidence, Verdict, Optional<Step>>> checks = CHECKS.stream();
        if (evidence.addresses().isEmpty()) {
            checks = checks.limit(1); // without an address there is no way to check
        }
        return checks.flatMap(check -> check.apply(evidence, verdict).stream()).toList();
    }
}
