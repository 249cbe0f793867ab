@echo off
rem Starts the course's commands: netprog lists them. Finds Java and hands the rest to tools\launcher, which builds what has
rem changed; before its first build there is no jar of it, and its class Build runs from the source.
rem No blocks with round brackets: a path such as C:\Program Files (x86) would end them.
setlocal
set "top=%~dp0."
if not "%top:;=%"=="%top%" goto badfolder
if not "%top:!\=%"=="%top%" goto badfolder

set "java=java"
if defined JAVA_HOME goto javahome
for %%i in (java.exe) do if "%%~$PATH:i"=="" goto nojava
goto options
:javahome
set "java=%JAVA_HOME%\bin\java"
if not exist "%java%.exe" goto nojava

rem The launcher lives for seconds: a quick start counts. What the JVM itself prints goes to standard error. Two collectors are an error, so none is chosen beside other options. The heap grows as it is needed: watch stays.
:options
set "options=-XX:TieredStopAtLevel=1 -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning:stderr"
if not defined JAVA_TOOL_OPTIONS if not defined JDK_JAVA_OPTIONS if not defined _JAVA_OPTIONS set "options=%options% -Xms16m -XX:+UseSerialGC"

set "launcher="
if exist "%top%\target\netprog\launcher" set /p launcher=<"%top%\target\netprog\launcher"
if not defined launcher goto source
if not exist "%top%\target\netprog\%launcher%" goto source
"%java%" %options% -Dnetprog.top="%top%" -Dnetprog.build=true -jar "%top%\target\netprog\%launcher%" %*
exit /b %errorlevel%

:source
rem The option is as old as Java 17.
set "options=%options% --enable-native-access=ALL-UNNAMED"
"%java%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if errorlevel 1 goto oldjava
"%java%" --describe-module jdk.compiler >nul 2>&1
if errorlevel 1 goto nocompiler
"%java%" %options% -Dnetprog.top="%top%" -cp "%top%\tools\launcher\src\main\resources" "%top%\tools\launcher\src\main\java\netprog\launcher\Build.java" %*
exit /b %errorlevel%

:badfolder
echo netprog: Java cannot work in this folder, because of the ; or ! in its name: %~dp0 Rename or move it. 1>&2
exit /b 1

:nojava
echo netprog: there is no Java (%java%). Install JDK 17 or newer, for example from adoptium.net. 1>&2
exit /b 1

:oldjava
echo netprog: this Java is older than 17 (%java%). Install JDK 17 or newer, or set JAVA_HOME to its folder. 1>&2
exit /b 1

:nocompiler
echo netprog: this Java has no compiler (%java%). Install a JDK, not a JRE, for example from adoptium.net. 1>&2
exit /b 1
