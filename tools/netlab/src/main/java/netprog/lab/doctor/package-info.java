/**
 * From "I cannot reach it" to the cause and the next thing to try. {@link netprog.lab.doctor.Examination} looks and probes,
 * {@link netprog.lab.doctor.Verdict#of} decides, {@link netprog.lab.doctor.Checklist} tells what was seen in the order in
 * which an assistant would ask. Only the first touches the network: the other two are functions of its
 * {@link netprog.lab.doctor.Evidence}.
 */
package netprog.lab.doctor;
