/**
 * From "I cannot reach it" to the cause and the next thing to try. {@link netprog.netlab.doctor.Examination} looks and probes,
 * {@link netprog.netlab.doctor.Verdict#of} decides, {@link netprog.netlab.doctor.Checklist} tells what was seen in the order in
 * which an assistant would ask. Only the first touches the network: the other two are functions of its
 * {@link netprog.netlab.doctor.Evidence}.
 */
package netprog.netlab.doctor;
